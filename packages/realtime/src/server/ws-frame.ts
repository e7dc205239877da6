/**
 * A whole WebSocket text message as bytes (RFC 6455, section 5.2: FIN, opcode 1, no mask).
 *
 * The gateway writes these straight to sockets, so that one message to a thousand readers is encoded
 * once and its bytes are shared. That is only sound because compression is off: then `ws` itself never
 * holds a frame back, and frames of both writers meet on the socket whole.
 */
export function textMessage(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const message = Buffer.allocUnsafe(header + length);
  message[0] = 0x81;
  if (header === 2) {
    message[1] = length;
  } else if (header === 4) {
    message[1] = 126;
    message.writeUInt16BE(length, 2);
  } else {
    message[1] = 127;
    message.writeBigUInt64BE(BigInt(length), 2);
  }
  message.write(text, header, 'utf8');
  return message;
}
