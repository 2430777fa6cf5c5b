/** What has to be known of a provider whose clients LangChain has, beyond those with settings of their own. */
type ProviderRow = {
  /** The npm package of its client. */
  package: string;
  /** Its variable for the key, as its own tools read it; null where it signs in otherwise. */
  key: string | null;
  /** Docent's or its own variable for another address; null where its client takes none. */
  address: string | null;
  /** The client's field for that address. */
  addressField(url: string): Record<string, unknown>;
};

const none = () => ({});

const bedrock: ProviderRow = { package: '@langchain/aws', key: null, address: null, addressField: none };

const mistralai: ProviderRow = {
  package: '@langchain/mistralai',
  key: 'MISTRAL_API_KEY',
  address: 'MISTRAL_BASE_URL',
  addressField: (serverURL) => ({ serverURL }),
};

/** Writers of answers that `initChatModel` knows and npm has, beside openai, anthropic and ollama. */
export const otherChatProviders: Record<string, ProviderRow> = {
  azure_openai: {
    package: '@langchain/openai',
    key: 'AZURE_OPENAI_API_KEY',
    address: 'AZURE_OPENAI_ENDPOINT',
    addressField: (azureOpenAIEndpoint) => ({ azureOpenAIEndpoint }),
  },
  aws: bedrock,
  bedrock,
  cerebras: { package: '@langchain/cerebras', key: 'CEREBRAS_API_KEY', address: null, addressField: none },
  cohere: { package: '@langchain/cohere', key: 'COHERE_API_KEY', address: null, addressField: none },
  deepseek: {
    package: '@langchain/deepseek',
    key: 'DEEPSEEK_API_KEY',
    address: 'DEEPSEEK_BASE_URL',
    addressField: (baseURL) => ({ configuration: { baseURL } }),
  },
  google: { package: '@langchain/google', key: 'GOOGLE_API_KEY', address: null, addressField: none },
  'google-genai': {
    package: '@langchain/google-genai',
    key: 'GOOGLE_API_KEY',
    address: 'GOOGLE_GENAI_BASE_URL',
    addressField: (baseUrl) => ({ baseUrl }),
  },
  'google-vertexai': { package: '@langchain/google-vertexai', key: null, address: null, addressField: none },
  'google-vertexai-web': {
    package: '@langchain/google-vertexai-web',
    key: null,
    address: null,
    addressField: none,
  },
  groq: {
    package: '@langchain/groq',
    key: 'GROQ_API_KEY',
    address: 'GROQ_BASE_URL',
    addressField: (baseUrl) => ({ baseUrl }),
  },
  mistral: mistralai,
  mistralai,
  xai: {
    package: '@langchain/xai',
    key: 'XAI_API_KEY',
    address: 'XAI_BASE_URL',
    addressField: (baseURL) => ({ baseURL }),
  },
};

/** Embeddings of LangChain's community package, which comes with Docent: variables for key and address. */
export const otherEmbeddingProviders: Record<string, { key: string; address: string }> = {
  fireworks: { key: 'FIREWORKS_API_KEY', address: 'FIREWORKS_BASE_URL' },
  jina: { key: 'JINA_API_KEY', address: 'JINA_BASE_URL' },
  together: { key: 'TOGETHER_AI_API_KEY', address: 'TOGETHER_AI_BASE_URL' },
};

/** Whether it names an embedding model of a provider. */
export function isEmbeddingModel(value: string): boolean {
  const [, provider = ''] = /^([a-z]+):\S/.exec(value) ?? [];
  return (
    ['openai', 'ollama', 'voyage'].includes(provider) || Object.hasOwn(otherEmbeddingProviders, provider)
  );
}
