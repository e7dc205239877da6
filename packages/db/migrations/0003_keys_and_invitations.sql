CREATE TABLE "api_keys" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"key_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by" uuid NOT NULL,
	"rotated_from_id" uuid,
	"expires_at" timestamp with time zone,
	"overlap_ends_at" timestamp with time zone,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "api_keys_hash" UNIQUE("key_hash")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "invitations" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"email" text,
	"role" text NOT NULL,
	"max_uses" integer NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "invitations_token" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "api_keys" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "api_keys" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "api_keys" AS PERMISSIVE FOR ALL TO "parley_identity" USING (key_hash = (select nullif(current_setting('app.lookup_text', true), ''))) WITH CHECK (key_hash = (select nullif(current_setting('app.lookup_text', true), '')));--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "invitations" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "invitations" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "invitations" AS PERMISSIVE FOR ALL TO "parley_identity" USING (token_hash = (select nullif(current_setting('app.lookup_text', true), ''))) WITH CHECK (token_hash = (select nullif(current_setting('app.lookup_text', true), '')));
--> statement-breakpoint
ALTER TABLE "api_keys" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "api_keys" TO parley_app;
--> statement-breakpoint
GRANT select, update ON "api_keys" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "api_keys" TO parley_system;
--> statement-breakpoint
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "invitations" TO parley_app;
--> statement-breakpoint
GRANT select ON "invitations" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "invitations" TO parley_system;
