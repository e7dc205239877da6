ALTER TABLE "audit_logs" DROP COLUMN "actor_id";--> statement-breakpoint
ALTER TABLE "audit_logs" DROP COLUMN "before";--> statement-breakpoint
ALTER TABLE "audit_logs" DROP COLUMN "after";--> statement-breakpoint
ALTER TABLE "audit_logs" DROP COLUMN "address";
