import { z } from 'zod';
import { readJson } from '../../text/read-json.ts';

/** Whether a text is JSON that a schema accepts; or what is wrong with the schema itself. */
export type SchemaCheck = { kind: 'checked'; fits: boolean } | { kind: 'bad-schema'; why: string };

/** Makes a checker that reads each schema once. */
export function createSchemaChecker(): (text: string, schema: string) => SchemaCheck {
  const schemas = new Map<string, z.ZodType | string>();
  return (text, schema) => {
    const known = schemas.get(schema) ?? readSchema(schema);
    schemas.set(schema, known);
    if (typeof known === 'string') return { kind: 'bad-schema', why: known };
    const read = readJson(text);
    // A repaired text is not the JSON that was asked for.
    const fits = read.kind === 'read' && !read.repaired && known.safeParse(read.value).success;
    return { kind: 'checked', fits };
  };
}

function readSchema(text: string): z.ZodType | string {
  try {
    const schema: unknown = JSON.parse(text);
    if (
      typeof schema === 'boolean' ||
      (typeof schema === 'object' && schema !== null && !Array.isArray(schema))
    )
      return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    return 'a JSON schema is an object, true or false';
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown error';
    return error instanceof SyntaxError ? 'it is not JSON' : `it is not a schema that can be checked: ${why}`;
  }
}
