export * from './assistants.ts';
export * from './conversations.ts';
export * from './identity.ts';
export * from './knowledge-documents.ts';
export * from './ledger.ts';
export * from './messages.ts';
export * from './tenants.ts';
export * from './widgets.ts';
