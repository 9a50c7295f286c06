export {
  type CallOptions,
  type Client,
  type ClientConfig,
  createClient,
  newIdempotencyKey,
  type Tokens,
} from './client';
export { ProblemError, type ProblemField } from './problem';
export type { components, paths } from './schema.gen';
