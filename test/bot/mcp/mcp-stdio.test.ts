import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, test } from 'vitest';
import { cleanEnvironment, repository, runDocent, startDocent, temporaryFolder } from '../cli/run-docent.ts';

async function useMcp(dataDir: string, mode: 'legacy' | 'auto') {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [path.join(repository, 'bot/docent.js'), 'mcp'],
    env: cleanEnvironment(dataDir),
    stderr: 'pipe',
  });
  const noise: Error[] = [];
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  client.onerror = (error) => noise.push(error);
  await client.connect(transport);
  const { tools } = await client.listTools();
  const asked = await client.callTool({
    name: 'ask',
    arguments: { question: 'How do employees book train tickets?' },
  });
  await client.close();
  return { tools: tools.map(({ name }) => name), asked, noise };
}

describe('docent mcp', () => {
  test('serves agents on standard input and output, alone and through a Docent that runs', async () => {
    using place = temporaryFolder();
    writeFileSync(
      path.join(place.folder, 'travel.md'),
      '# Travel\n\nEmployees book train tickets through the travel desk in Zürich.\n',
    );
    await runDocent(['ingest', 'travel.md'], { dataDir: place.dataDir });
    const alone = await useMcp(place.dataDir, 'auto');
    expect(alone).toMatchObject({
      tools: ['search', 'fetch', 'ask'],
      noise: [],
      asked: { structuredContent: { outcome: 'answered', text: expect.stringContaining('Zürich') } },
    });

    const server = startDocent(['start'], { dataDir: place.dataDir });
    try {
      await new Promise<void>((resolve) =>
        server.stdout.on('data', (chunk: Buffer) => {
          if (chunk.toString().includes('ign')) resolve();
        }),
      );
      const through = await useMcp(place.dataDir, 'legacy');
      expect(through).toMatchObject({ tools: ['search', 'fetch', 'ask'], noise: [] });
      expect(through.asked.structuredContent).toMatchObject({ outcome: 'answered' });
    } finally {
      server.kill('SIGTERM');
    }
  });
});
