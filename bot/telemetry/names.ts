/**
 * What spans and their attributes are called. Those of `gen_ai` are OpenTelemetry's for generative AI, v0.1.0, where
 * they are still in development: who follows a later version changes them here. Docent's own begin with `docent.`.
 */
export const names = {
  operation: 'gen_ai.operation.name',
  agent: 'gen_ai.agent.name',
  provider: 'gen_ai.provider.name',
  model: 'gen_ai.request.model',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  documents: 'gen_ai.retrieval.documents',
  errorType: 'error.type',

  answer: 'docent.answer.id',
  origin: 'docent.origin',
  outcome: 'docent.outcome',
  reason: 'docent.reason',
  servedBy: 'docent.served_by',
  confidence: 'docent.confidence',
  evidence: 'docent.evidence',
  citations: 'docent.citations',

  guardOutcome: 'docent.guard.outcome',
  guardsFailed: 'docent.guard.failed',
  passagesKept: 'docent.passages.kept',
  curatedFound: 'docent.curated.found',
  cacheHit: 'docent.cache.hit',
  cacheTier: 'docent.cache.tier',
  cacheFrom: 'docent.cache.from',
  cacheMiss: 'docent.cache.miss',
  searches: 'docent.searches',
  reranker: 'docent.rerank.by',
  judged: 'docent.rerank.judged',
  moved: 'docent.rerank.moved',
  draft: 'docent.draft',
  passedOver: 'docent.models_passed_over',
  cited: 'docent.citations.cited',
  invented: 'docent.citations.invented',
  because: 'docent.because',
  smallTalk: 'docent.small_talk',
} as const;

/** Attributes that hold texts of people or documents: sent only where the settings say so. */
export const textNames = {
  input: 'gen_ai.input.messages',
  output: 'gen_ai.output.messages',
  query: 'gen_ai.retrieval.query.text',
} as const;

/** Values of `gen_ai.operation.name`. */
export const operations = { answer: 'invoke_workflow', retrieve: 'retrieval', generate: 'chat' } as const;

/** `gen_ai.provider.name` of providers that are called otherwise in settings. */
export const providerNames: Readonly<Record<string, string>> = {
  aws: 'aws.bedrock',
  azure_openai: 'azure.ai.openai',
  bedrock: 'aws.bedrock',
  google: 'gcp.gen_ai',
  'google-genai': 'gcp.gemini',
  'google-vertexai': 'gcp.vertex_ai',
  'google-vertexai-web': 'gcp.vertex_ai',
  mistral: 'mistral_ai',
  mistralai: 'mistral_ai',
  xai: 'x_ai',
};
