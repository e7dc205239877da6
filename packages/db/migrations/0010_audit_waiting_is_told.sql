GRANT select ON "audit_pending" TO parley_app;
