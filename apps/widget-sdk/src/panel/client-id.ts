/** An id no other message has: 128 random bits. Not `randomUUID`, which pages without TLS do not have. */
export const newClientId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');
