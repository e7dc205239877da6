/**
 * What each role may do with each table, besides what policies let it see. A table that is not here
 * can be reached by nobody but its owner, and a check says so.
 */
interface TableGrants {
  readonly app?: string;
  readonly identity?: string;
  readonly system?: string;
}

const all = 'select, insert, update, delete';

export const grants: Readonly<Record<string, TableGrants>> = {
  tenants: { app: 'select, update', identity: 'select, insert', system: all },
  users: { identity: all },
  accounts: { identity: all },
  auth_sessions: { identity: all },
  verification_tokens: { identity: all },
  second_factors: { identity: all },
  recovery_codes: { identity: all },
  known_devices: { identity: all },
  attempt_counters: { identity: all },
  mail_messages: { app: 'insert', identity: 'insert', system: all },
  memberships: { app: all, identity: 'select, insert, update (email, display_name)', system: all },
  api_keys: { app: all, identity: 'select, update', system: all },
  invitations: { app: all, identity: 'select', system: all },
  sso_connections: { app: all, identity: 'select', system: all },
  assistants: { app: all, system: all },
  widgets: { app: all, identity: 'select', system: all },
  widget_pages: { app: all, system: all },
  visitors: { app: all, system: all },
  conversations: { app: all, system: all },
  open_answers: { app: all, system: all },
  messages: { app: all, system: all },
  citations: { app: all, system: all },
  cost_events: { app: 'select, insert', system: 'select, insert' },
  audit_logs: { app: 'select, insert', system: 'select, insert' },
  audit_chain: { app: 'select', system: 'select, insert' },
  audit_details: { app: 'select, insert', system: 'select, insert, delete' },
  audit_subjects: { app: 'select, insert', system: 'select, insert, delete' },
  audit_pending: { app: 'select, insert', system: 'select, insert, delete' },
  data_exports: { app: all, system: all },
  erasures: { identity: 'select, insert, update', system: all },
  retention_rules: { app: all, system: all },
  outbox: { app: 'insert', system: all },
  leases: { system: all },
  knowledge_documents: { app: all, system: all },
  knowledge_chunks: { app: all, system: all },
  knowledge_terms: { app: all, system: all },
  knowledge_embeddings: { app: all, system: all },
};
