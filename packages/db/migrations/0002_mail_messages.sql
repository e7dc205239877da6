CREATE TABLE "mail_messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid DEFAULT get_current_tenant_id(),
	"recipient" text NOT NULL,
	"template" text NOT NULL,
	"props" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone DEFAULT now() NOT NULL,
	"failure" text,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "mail_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "mail_messages" ADD CONSTRAINT "mail_messages_workspace_id_tenants_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_messages_due" ON "mail_messages" USING btree ("state","next_attempt_at");--> statement-breakpoint
CREATE INDEX "mail_messages_workspace" ON "mail_messages" USING btree ("workspace_id");--> statement-breakpoint
CREATE POLICY "app_own_workspace" ON "mail_messages" AS PERMISSIVE FOR INSERT TO "parley_app" WITH CHECK (workspace_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "identity_insert" ON "mail_messages" AS PERMISSIVE FOR INSERT TO "parley_identity" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "system_all" ON "mail_messages" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "mail_messages" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT insert ON "mail_messages" TO parley_app;
--> statement-breakpoint
GRANT insert ON "mail_messages" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "mail_messages" TO parley_system;
