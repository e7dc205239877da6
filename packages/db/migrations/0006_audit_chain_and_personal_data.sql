CREATE TABLE "audit_chain" (
	"tenant_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"entry_id" uuid NOT NULL,
	"entry_digest" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	"sealed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_chain_tenant_id_seq_pk" PRIMARY KEY("tenant_id","seq"),
	CONSTRAINT "audit_chain_entry" UNIQUE("tenant_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_chain" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_details" (
	"tenant_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"salt" text NOT NULL,
	"details" text NOT NULL,
	CONSTRAINT "audit_details_tenant_id_entry_id_pk" PRIMARY KEY("tenant_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_details" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_pending" (
	"tenant_id" uuid NOT NULL,
	"entry_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_pending_tenant_id_entry_id_pk" PRIMARY KEY("tenant_id","entry_id")
);
--> statement-breakpoint
ALTER TABLE "audit_pending" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_subjects" (
	"tenant_id" uuid NOT NULL,
	"pseudonym" uuid DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"name" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_subjects_tenant_id_pseudonym_pk" PRIMARY KEY("tenant_id","pseudonym"),
	CONSTRAINT "audit_subjects_subject" UNIQUE("tenant_id","subject_id")
);
--> statement-breakpoint
ALTER TABLE "audit_subjects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "data_exports" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_id" text,
	"requested_by" uuid NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"progress_done" integer DEFAULT 0 NOT NULL,
	"progress_total" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"storage_key" text,
	"size_bytes" bigint,
	"sha256" text,
	"files" jsonb,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "data_exports_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "data_exports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"workspace_id" text,
	"subject_id" text,
	"asked_by" uuid,
	"state" text DEFAULT 'scheduled' NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"stores" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"chain_length" integer,
	"chain_hash" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "erasures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"tenant_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"days" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "retention_rules_tenant_id_kind_pk" PRIMARY KEY("tenant_id","kind")
);
--> statement-breakpoint
ALTER TABLE "retention_rules" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD COLUMN "severity" text DEFAULT 'info' NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD COLUMN "actor" uuid;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD COLUMN "target_kind" text;--> statement-breakpoint
ALTER TABLE "audit_logs" ADD COLUMN "details_digest" text;--> statement-breakpoint
CREATE INDEX "audit_pending_time" ON "audit_pending" USING btree ("created_at","entry_id");--> statement-breakpoint
CREATE INDEX "data_exports_queue" ON "data_exports" USING btree ("created_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "erasures_workspace" ON "erasures" USING btree ("workspace_id","created_at");--> statement-breakpoint
CREATE INDEX "erasures_queue" ON "erasures" USING btree ("due_at") WHERE state in ('scheduled', 'running');--> statement-breakpoint
CREATE INDEX "audit_logs_action" ON "audit_logs" USING btree ("tenant_id","action","id");--> statement-breakpoint
CREATE INDEX "audit_logs_actor" ON "audit_logs" USING btree ("tenant_id","actor","id");--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "audit_chain" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "audit_chain" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "audit_details" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "audit_details" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "audit_pending" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "audit_pending" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "audit_subjects" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "audit_subjects" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "data_exports" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "data_exports" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_all" ON "erasures" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "erasures" AS PERMISSIVE FOR ALL TO "parley_identity" USING ((select nullif(current_setting('app.lookup_text', true), '')) in (id, workspace_id, subject_id)) WITH CHECK ((select nullif(current_setting('app.lookup_text', true), '')) in (id, workspace_id, subject_id));--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "retention_rules" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "retention_rules" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Entries of before: people become pseudonyms, and what could tell who they are moves to the part that
-- can be erased. As owner under FORCE these statements would see no row.
ALTER TABLE "audit_logs" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
INSERT INTO "audit_subjects" ("tenant_id", "kind", "subject_id")
SELECT DISTINCT "tenant_id",
  CASE left("subject", 4) WHEN 'usr_' THEN 'user' WHEN 'vis_' THEN 'visitor' ELSE 'other' END, "subject"
FROM (
  SELECT "tenant_id", "actor_id" AS "subject" FROM "audit_logs" WHERE "actor_id" IS NOT NULL
  UNION
  SELECT "tenant_id", "target" FROM "audit_logs"
  WHERE "target" !~ '^(ten|mem|ast|wgt|cnv|msg|doc)_[0-9a-z]{26}$'
) AS "subjects";
--> statement-breakpoint
INSERT INTO "audit_details" ("tenant_id", "entry_id", "salt", "details")
SELECT "tenant_id", "id", replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''),
  jsonb_build_object('before', "before", 'after', "after", 'address', "address",
    'userAgent', NULL, 'count', 1)::text
FROM "audit_logs";
--> statement-breakpoint
UPDATE "audit_logs" AS "log" SET
  "created_at" = date_trunc('milliseconds', "log"."created_at"),
  "details_digest" = (
    SELECT encode(sha256(convert_to("salt" || "details", 'UTF8')), 'hex') FROM "audit_details"
    WHERE "tenant_id" = "log"."tenant_id" AND "entry_id" = "log"."id"),
  "actor" = (
    SELECT "pseudonym" FROM "audit_subjects"
    WHERE "tenant_id" = "log"."tenant_id" AND "subject_id" = "log"."actor_id"),
  "target_kind" = coalesce(
    (SELECT "kind" FROM "audit_subjects"
      WHERE "tenant_id" = "log"."tenant_id" AND "subject_id" = "log"."target"),
    CASE left("log"."target", 4) WHEN 'ten_' THEN 'tenant' WHEN 'mem_' THEN 'membership'
      WHEN 'ast_' THEN 'assistant' WHEN 'wgt_' THEN 'widget' WHEN 'cnv_' THEN 'conversation'
      WHEN 'msg_' THEN 'message' WHEN 'doc_' THEN 'document' END),
  "target" = coalesce(
    (SELECT "pseudonym"::text FROM "audit_subjects"
      WHERE "tenant_id" = "log"."tenant_id" AND "subject_id" = "log"."target"),
    "log"."target");
--> statement-breakpoint
INSERT INTO "audit_pending" ("tenant_id", "entry_id", "created_at")
SELECT "tenant_id", "id", "created_at" FROM "audit_logs";
--> statement-breakpoint
ALTER TABLE "audit_logs" ALTER COLUMN "details_digest" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "audit_logs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit_chain" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select ON "audit_chain" TO parley_app;
--> statement-breakpoint
GRANT select, insert ON "audit_chain" TO parley_system;
--> statement-breakpoint
ALTER TABLE "audit_details" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert ON "audit_details" TO parley_app;
--> statement-breakpoint
GRANT select, insert, delete ON "audit_details" TO parley_system;
--> statement-breakpoint
ALTER TABLE "audit_pending" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT insert ON "audit_pending" TO parley_app;
--> statement-breakpoint
GRANT select, insert, delete ON "audit_pending" TO parley_system;
--> statement-breakpoint
ALTER TABLE "audit_subjects" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert ON "audit_subjects" TO parley_app;
--> statement-breakpoint
GRANT select, insert, delete ON "audit_subjects" TO parley_system;
--> statement-breakpoint
ALTER TABLE "data_exports" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "data_exports" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "data_exports" TO parley_system;
--> statement-breakpoint
ALTER TABLE "erasures" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update ON "erasures" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "erasures" TO parley_system;
--> statement-breakpoint
ALTER TABLE "retention_rules" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "retention_rules" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "retention_rules" TO parley_system;
