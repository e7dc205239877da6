ALTER TABLE "verification_tokens" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "verification_tokens" ADD COLUMN "session_id" uuid;--> statement-breakpoint
CREATE INDEX "verification_tokens_person" ON "verification_tokens" USING btree ("identifier","purpose");
--> statement-breakpoint
GRANT UPDATE (email, display_name) ON "memberships" TO parley_identity;
