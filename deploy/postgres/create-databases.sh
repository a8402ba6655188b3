#!/bin/sh
# Runs once, when the server's volume is empty: a database for each service, owned by a role that reaches no other.
set -eu

for service in users courses attendance resources finance; do
  psql --set=ON_ERROR_STOP=1 --set=service="$service" --set=password="$DATABASE_PASSWORD" \
    --username "$POSTGRES_USER" --dbname postgres <<-'SQL'
	CREATE ROLE :"service" LOGIN PASSWORD :'password';
	CREATE DATABASE :"service" OWNER :"service" TEMPLATE template0
	  ENCODING 'UTF8' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C';
	REVOKE ALL ON DATABASE :"service" FROM PUBLIC;
	SQL
done
