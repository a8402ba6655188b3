#!/bin/sh
# Runs once, when the server's volume is empty: a database for each service, owned by a role that reaches no other.
# The service logs in as the owner, which migrates, and acts as one of the other roles for everything else.
set -eu

for service in users courses attendance resources finance; do
  psql --set=ON_ERROR_STOP=1 --set=service="$service" --set=password="$DATABASE_PASSWORD" \
    --set=app="${service}_app" --set=relay="${service}_relay" --set=lookup="${service}_lookup" \
    --username "$POSTGRES_USER" --dbname postgres <<-'SQL'
	CREATE ROLE :"service" LOGIN PASSWORD :'password';
	CREATE ROLE :"app" NOLOGIN;
	CREATE ROLE :"relay" NOLOGIN;
	CREATE ROLE :"lookup" NOLOGIN;
	GRANT :"app", :"relay", :"lookup" TO :"service" WITH INHERIT FALSE, SET TRUE;
	CREATE DATABASE :"service" OWNER :"service" TEMPLATE template0
	  ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
	REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
	SQL
done
