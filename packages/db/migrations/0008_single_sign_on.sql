CREATE TABLE "sso_connections" (
	"tenant_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"issuer" text NOT NULL,
	"client_id" text NOT NULL,
	"sealed_secret" text,
	"domain" text NOT NULL,
	"domain_token" text NOT NULL,
	"domain_verified_at" timestamp with time zone,
	"default_role" text NOT NULL,
	"tested_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sso_connections_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sso_connections_tenant" UNIQUE("tenant_id")
);
--> statement-breakpoint
ALTER TABLE "sso_connections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "label" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "last_used_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sso_connections" ADD CONSTRAINT "sso_connections_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sso_connections_domain" ON "sso_connections" USING btree ("domain") WHERE domain_verified_at is not null;--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "sso_connections" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "sso_connections" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "identity_lookup" ON "sso_connections" AS PERMISSIVE FOR ALL TO "parley_identity" USING (domain = (select nullif(current_setting('app.lookup_text', true), '')) and domain_verified_at is not null) WITH CHECK (domain = (select nullif(current_setting('app.lookup_text', true), '')) and domain_verified_at is not null);
--> statement-breakpoint
ALTER TABLE "sso_connections" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "sso_connections" TO parley_app;
--> statement-breakpoint
GRANT select ON "sso_connections" TO parley_identity;
--> statement-breakpoint
GRANT select, insert, update, delete ON "sso_connections" TO parley_system;
