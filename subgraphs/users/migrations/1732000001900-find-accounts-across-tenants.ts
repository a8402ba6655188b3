import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An address may have an account in several tenants, and whose it is shows only once the password has been checked. */
export class FindAccountsAcrossTenants1732000001900 implements MigrationInterface {
  name = 'FindAccountsAcrossTenants1732000001900';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE FUNCTION sign_in_accounts(address text)
        RETURNS TABLE (id text, tenant_id text, password_hash text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
          SELECT users.id, users.tenant_id, users.password_hash FROM users
          WHERE lower(users.email) = lower(address) AND users.is_enabled
        $$
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP FUNCTION sign_in_accounts(text)');
  }
}
