/** Price of a model in micro-dollars per million tokens, with where and when it was read. */
export interface ModelPrice {
  inputMicrosPerMillion: number;
  cachedInputMicrosPerMillion: number;
  outputMicrosPerMillion: number;
  source: string;
  /** ISO date on which `source` said so. */
  asOf: string;
}
