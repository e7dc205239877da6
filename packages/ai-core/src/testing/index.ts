export {
  type ModelReply,
  type ModelRequest,
  type ModelServer,
  passagesIn,
  startModelServer,
} from './model-server.ts';
export { passageOf, retrieverOf } from './passage.ts';
