#!/bin/sh
# Runs once, when the database is created: the four roles of the platform, each able to log in.
set -eu
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname="$POSTGRES_DB" --file=/roles.sql
for role in parley_owner parley_identity parley_app parley_system; do
	psql --set=ON_ERROR_STOP=1 --username=postgres --dbname="$POSTGRES_DB" \
		--set=role="$role" --set=password="$DATABASE_PASSWORD" <<-'SQL'
		ALTER ROLE :"role" LOGIN PASSWORD :'password';
	SQL
done
