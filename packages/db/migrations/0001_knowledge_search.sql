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
ALTER TABLE "knowledge_chunks" ADD CONSTRAINT "knowledge_chunks_tenant_id_document_id_knowledge_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."knowledge_documents"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_embeddings" ADD CONSTRAINT "knowledge_embeddings_tenant_id_chunk_id_knowledge_chunks_tenant_id_id_fk" FOREIGN KEY ("tenant_id","chunk_id") REFERENCES "public"."knowledge_chunks"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "knowledge_terms" ADD CONSTRAINT "knowledge_terms_tenant_id_document_id_knowledge_documents_tenant_id_id_fk" FOREIGN KEY ("tenant_id","document_id") REFERENCES "public"."knowledge_documents"("tenant_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "knowledge_terms_document" ON "knowledge_terms" USING btree ("tenant_id","document_id");--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_chunks" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_chunks" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_embeddings" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_embeddings" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "app_own_tenant" ON "knowledge_terms" AS PERMISSIVE FOR ALL TO "parley_app" USING (tenant_id = (select get_current_tenant_id())) WITH CHECK (tenant_id = (select get_current_tenant_id()));--> statement-breakpoint
CREATE POLICY "system_all" ON "knowledge_terms" AS PERMISSIVE FOR ALL TO "parley_system" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "knowledge_chunks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_chunks" TO parley_app;
--> statement-breakpoint
GRANT select, insert, update, delete ON "knowledge_chunks" TO parley_system;
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
