import { WebSocket } from 'ws';

/** What a socket tells of. */
interface SocketListener {
  onMessage(data: unknown, isBinary: boolean): void;
  onError(error: Error): void;
  onClose(): void;
}

/** A socket that knows its connection, so that its listeners are three functions for all sockets. */
export class GatewaySocket extends WebSocket {
  listener: SocketListener | undefined;

  listen(listener: SocketListener): void {
    this.listener = listener;
    this.on('message', passMessage);
    this.on('error', passError);
    this.on('close', passClose);
  }
}

function passMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  if (this instanceof GatewaySocket) this.listener?.onMessage(data, isBinary);
}

function passError(this: WebSocket, error: Error): void {
  if (this instanceof GatewaySocket) this.listener?.onError(error);
}

function passClose(this: WebSocket): void {
  if (this instanceof GatewaySocket) this.listener?.onClose();
}
