CREATE FUNCTION get_current_tenant_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  select nullif(current_setting('app.current_tenant_id', true), '')::uuid
$$;
--> statement-breakpoint
CREATE FUNCTION get_lookup_id() RETURNS uuid LANGUAGE sql STABLE AS $$
  select nullif(current_setting('app.lookup_id', true), '')::uuid
$$;
--> statement-breakpoint
CREATE TABLE "assistants" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"draft" jsonb NOT NULL,
	"published" jsonb,
	"published_at" timestamp with time zone,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "assistants_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "assistants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "conversations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"assistant_id" uuid NOT NULL,
	"widget_id" uuid,
	"visitor_id" uuid,
	"preview_user_id" uuid,
	"assignee_id" uuid,
	"page_url" text,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"first_question" text DEFAULT '' NOT NULL,
	"last_text" text DEFAULT '' NOT NULL,
	"last_role" text,
	"message_count" integer DEFAULT 0 NOT NULL,
	"last_sequence" integer DEFAULT 0 NOT NULL,
	"team_read_sequence" integer DEFAULT 0 NOT NULL,
	"visitor_read_sequence" integer DEFAULT 0 NOT NULL,
	"cost_micros" bigint DEFAULT 0 NOT NULL,
	"waiting_since" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_message_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "open_answers" (
	"tenant_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"answer_id" uuid NOT NULL,
	"question_id" uuid NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "open_answers_tenant_id_conversation_id_pk" PRIMARY KEY("tenant_id","conversation_id")
);
--> statement-breakpoint
ALTER TABLE "open_answers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "accounts" (
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "auth_sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "auth_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "memberships" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "memberships_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "memberships_user" UNIQUE("tenant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text,
	"email_verified_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "verification_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "verification_tokens" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_chunks" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"page" integer,
	"heading_path" text[] NOT NULL,
	"text" text NOT NULL,
	"sentences" integer[] NOT NULL,
	CONSTRAINT "knowledge_chunks_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "knowledge_chunks_ordinal" UNIQUE("tenant_id","document_id","ordinal")
);
--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_documents" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"kind" text,
	"file_name" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"text" text,
	"structure" jsonb,
	"warnings" text[] DEFAULT '{}'::text[] NOT NULL,
	"state" text NOT NULL,
	"stage" text,
	"progress_done" integer DEFAULT 0 NOT NULL,
	"progress_total" integer DEFAULT 0 NOT NULL,
	"failure" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"lease_token" text,
	"chunk_count" integer DEFAULT 0 NOT NULL,
	"embedding_model" text,
	"created_by" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "knowledge_documents_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "knowledge_documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_embeddings" (
	"tenant_id" uuid NOT NULL,
	"model" text NOT NULL,
	"chunk_id" uuid NOT NULL,
	"document_id" uuid NOT NULL,
	"embedding" halfvec NOT NULL,
	"parts" "bytea" NOT NULL,
	CONSTRAINT "knowledge_embeddings_tenant_id_chunk_id_model_pk" PRIMARY KEY("tenant_id","chunk_id","model")
);
--> statement-breakpoint
ALTER TABLE "knowledge_embeddings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "knowledge_terms" (
	"tenant_id" uuid NOT NULL,
	"term" text NOT NULL,
	"document_id" uuid NOT NULL,
	"ordinals" integer[] NOT NULL,
	"weights" smallint[] NOT NULL,
	CONSTRAINT "knowledge_terms_tenant_id_term_document_id_pk" PRIMARY KEY("tenant_id","term","document_id")
);
--> statement-breakpoint
ALTER TABLE "knowledge_terms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_logs" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"target" text,
	"before" jsonb,
	"after" jsonb,
	"request_id" text,
	"address" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_logs_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_logs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cost_events" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid,
	"message_id" uuid,
	"kind" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"input_tokens" integer NOT NULL,
	"output_tokens" integer NOT NULL,
	"cost_micros" bigint NOT NULL,
	"estimated" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "cost_events_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "cost_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"lease_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "leases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outbox" (
	"tenant_id" uuid NOT NULL,
	"id" bigserial NOT NULL,
	"topic" text NOT NULL,
	"message_id" uuid NOT NULL,
	"type" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "outbox_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "outbox" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "citations" (
	"tenant_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"document_id" uuid NOT NULL,
	"start_offset" integer NOT NULL,
	"end_offset" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "citations_tenant_id_message_id_number_pk" PRIMARY KEY("tenant_id","message_id","number")
);
--> statement-breakpoint
ALTER TABLE "citations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"role" text NOT NULL,
	"text" text NOT NULL,
	"notice" text,
	"author_user_id" uuid,
	"author_name" text,
	"answer" jsonb,
	"answer_id" uuid,
	"outcome" text,
	"trace" jsonb,
	"model" text,
	"cost_micros" bigint,
	"first_sentence_ms" real,
	"total_ms" real,
	"client_id" text,
	"rating" text,
	"rating_reason" text,
	"rated_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "messages_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "messages_sequence" UNIQUE("tenant_id","conversation_id","sequence"),
	CONSTRAINT "messages_client_id" UNIQUE("tenant_id","conversation_id","client_id")
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"onboarding_dismissed_at" timestamp with time zone,
	"question_tried_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "visitors" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"widget_id" uuid NOT NULL,
	"name" text,
	"email" text,
	"verified" boolean DEFAULT false NOT NULL,
	"locale" text,
	"page_url" text,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "visitors_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "visitors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "widget_pages" (
	"tenant_id" uuid NOT NULL,
	"widget_id" uuid NOT NULL,
	"url" text NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "widget_pages_tenant_id_widget_id_url_pk" PRIMARY KEY("tenant_id","widget_id","url")
);
--> statement-breakpoint
ALTER TABLE "widget_pages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "widgets" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"assistant_id" uuid NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"allowed_origins" text[] NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "widgets_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "widgets_id" UNIQUE("id")
);
--> statement-breakpoint
ALTER TABLE "widgets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "assistants" ADD CONSTRAINT "assistants_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_tenant_id_assistant_id_assistants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","assistant_id") REFERENCES "public"."assistants"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_tenant_id_widget_id_widgets_tenant_id_id_fk" FOREIGN KEY ("tenant_id","widget_id") REFERENCES "public"."widgets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_tenant_id_visitor_id_visitors_tenant_id_id_fk" FOREIGN KEY ("tenant_id","visitor_id") REFERENCES "public"."visitors"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "open_answers" ADD CONSTRAINT "open_answers_tenant_id_conversation_id_conversations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","conversation_id") REFERENCES "public"."conversations"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_chunks" ADD CONSTRAINT "knowledge_chunks_tenant_id_document_id_knowledge_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."knowledge_documents"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_documents" ADD CONSTRAINT "knowledge_documents_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_embeddings" ADD CONSTRAINT "knowledge_embeddings_tenant_id_chunk_id_knowledge_chunks_tenant_id_id_fk" FOREIGN KEY ("tenant_id","chunk_id") REFERENCES "public"."knowledge_chunks"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_terms" ADD CONSTRAINT "knowledge_terms_tenant_id_document_id_knowledge_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."knowledge_documents"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_tenant_id_message_id_messages_tenant_id_id_fk" FOREIGN KEY ("tenant_id","message_id") REFERENCES "public"."messages"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citations" ADD CONSTRAINT "citations_tenant_id_document_id_knowledge_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."knowledge_documents"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_tenant_id_conversation_id_conversations_tenant_id_id_fk" FOREIGN KEY ("tenant_id","conversation_id") REFERENCES "public"."conversations"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visitors" ADD CONSTRAINT "visitors_tenant_id_widget_id_widgets_tenant_id_id_fk" FOREIGN KEY ("tenant_id","widget_id") REFERENCES "public"."widgets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "widget_pages" ADD CONSTRAINT "widget_pages_tenant_id_widget_id_widgets_tenant_id_id_fk" FOREIGN KEY ("tenant_id","widget_id") REFERENCES "public"."widgets"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "widgets" ADD CONSTRAINT "widgets_tenant_id_assistant_id_assistants_tenant_id_id_fk" FOREIGN KEY ("tenant_id","assistant_id") REFERENCES "public"."assistants"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "conversations_recent" ON "conversations" USING btree ("tenant_id","last_message_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "conversations_visitor" ON "conversations" USING btree ("tenant_id","visitor_id");--> statement-breakpoint
CREATE INDEX "auth_sessions_user" ON "auth_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "memberships_by_user" ON "memberships" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE UNIQUE INDEX "knowledge_documents_sha256" ON "knowledge_documents" USING btree ("tenant_id","sha256");--> statement-breakpoint
CREATE INDEX "knowledge_documents_updated" ON "knowledge_documents" USING btree ("tenant_id","updated_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "knowledge_documents_queue" ON "knowledge_documents" USING btree ("created_at") WHERE state in ('queued', 'processing');--> statement-breakpoint
CREATE INDEX "knowledge_terms_document" ON "knowledge_terms" USING btree ("tenant_id","document_id");--> statement-breakpoint
CREATE INDEX "audit_logs_time" ON "audit_logs" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "cost_events_time" ON "cost_events" USING btree ("tenant_id","created_at");--> statement-breakpoint
CREATE INDEX "citations_document" ON "citations" USING btree ("tenant_id","document_id");--> statement-breakpoint
CREATE INDEX "messages_outcome" ON "messages" USING btree ("tenant_id","outcome","created_at");--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "assistants" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "assistants" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "conversations" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "conversations" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "open_answers" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "open_answers" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_all" ON "accounts" AS PERMISSIVE FOR ALL TO "parley_identity" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_all" ON "auth_sessions" AS PERMISSIVE FOR ALL TO "parley_identity" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "memberships" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "memberships" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "memberships" AS PERMISSIVE FOR ALL TO "parley_identity" USING (user_id = (select get_lookup_id())) WITH CHECK (user_id = (select get_lookup_id()));--> statement-breakpoint
CREATE POLICY "identity_all" ON "users" AS PERMISSIVE FOR ALL TO "parley_identity" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_all" ON "verification_tokens" AS PERMISSIVE FOR ALL TO "parley_identity" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_chunks" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_chunks" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_documents" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_documents" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_embeddings" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_embeddings" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_terms" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_terms" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "audit_logs" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "audit_logs" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "cost_events" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "cost_events" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_all" ON "leases" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "outbox" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "outbox" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "citations" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "citations" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "messages" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "messages" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "tenants" AS PERMISSIVE FOR ALL TO "parley_app" USING (id = (select get_current_tenant_id())) WITH CHECK (id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "tenants" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "tenants" AS PERMISSIVE FOR SELECT TO "parley_identity" USING (id in (select tenant_id from memberships));--> statement-breakpoint
CREATE POLICY "identity_insert" ON "tenants" AS PERMISSIVE FOR INSERT TO "parley_identity" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "visitors" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "visitors" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "widget_pages" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "widget_pages" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "widgets" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "widgets" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "widgets" AS PERMISSIVE FOR ALL TO "parley_identity" USING (id = (select get_lookup_id())) WITH CHECK (id = (select get_lookup_id()));
--> statement-breakpoint
ALTER TABLE "assistants" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "assistants" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "assistants" TO parley_system;
--> statement-breakpoint
ALTER TABLE "conversations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "conversations" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "conversations" TO parley_system;
--> statement-breakpoint
ALTER TABLE "open_answers" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "open_answers" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "open_answers" TO parley_system;
--> statement-breakpoint
ALTER TABLE "accounts" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "accounts" TO parley_identity;
--> statement-breakpoint
ALTER TABLE "auth_sessions" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "auth_sessions" TO parley_identity;
--> statement-breakpoint
ALTER TABLE "memberships" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "memberships" TO parley_app;
--> statement-breakpoint
GRANT select, insert ON "memberships" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "memberships" TO parley_system;
--> statement-breakpoint
ALTER TABLE "users" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "users" TO parley_identity;
--> statement-breakpoint
ALTER TABLE "verification_tokens" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "verification_tokens" TO parley_identity;
--> statement-breakpoint
ALTER TABLE "knowledge_chunks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_chunks" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_chunks" TO parley_system;
--> statement-breakpoint
ALTER TABLE "knowledge_documents" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_documents" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_documents" TO parley_system;
--> statement-breakpoint
ALTER TABLE "knowledge_embeddings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_embeddings" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_embeddings" TO parley_system;
--> statement-breakpoint
ALTER TABLE "knowledge_terms" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_terms" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_terms" TO parley_system;
--> statement-breakpoint
ALTER TABLE "audit_logs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert ON "audit_logs" TO parley_app;
--> statement-breakpoint
GRANT select, insert ON "audit_logs" TO parley_system;
--> statement-breakpoint
ALTER TABLE "cost_events" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert ON "cost_events" TO parley_app;
--> statement-breakpoint
GRANT select, insert ON "cost_events" TO parley_system;
--> statement-breakpoint
ALTER TABLE "leases" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "leases" TO parley_system;
--> statement-breakpoint
ALTER TABLE "outbox" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT insert ON "outbox" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "outbox" TO parley_system;
--> statement-breakpoint
ALTER TABLE "citations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "citations" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "citations" TO parley_system;
--> statement-breakpoint
ALTER TABLE "messages" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "messages" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "messages" TO parley_system;
--> statement-breakpoint
ALTER TABLE "tenants" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, update ON "tenants" TO parley_app;
--> statement-breakpoint
GRANT select, insert ON "tenants" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "tenants" TO parley_system;
--> statement-breakpoint
ALTER TABLE "visitors" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "visitors" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "visitors" TO parley_system;
--> statement-breakpoint
ALTER TABLE "widget_pages" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "widget_pages" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "widget_pages" TO parley_system;
--> statement-breakpoint
ALTER TABLE "widgets" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "widgets" TO parley_app;
--> statement-breakpoint
GRANT select ON "widgets" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "widgets" TO parley_system;
--> statement-breakpoint
GRANT USAGE ON SEQUENCE "outbox_id_seq" TO parley_app, parley_system;
