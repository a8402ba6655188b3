import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateResources1732000001000 implements MigrationInterface {
  name = 'CreateResources1732000001000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE resources (
        id text COLLATE "C" PRIMARY KEY,
        tenant_id text COLLATE "C" NOT NULL,
        school_id text COLLATE "C" NOT NULL,
        course_id text COLLATE "C",
        slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        kind text NOT NULL CHECK (kind IN ('FILE', 'LINK', 'PAGE', 'VIDEO', 'COLLECTION')),
        status text NOT NULL
          CHECK (status IN ('DRAFT', 'IN_REVIEW', 'SCHEDULED', 'PUBLISHED', 'UNPUBLISHED', 'ARCHIVED')),
        title text NOT NULL,
        summary text,
        subject text,
        -- Readers follow it as it is: no scheme that a browser would run.
        url text CHECK (url ~ '^https?://'),
        is_public boolean NOT NULL DEFAULT false,
        -- To the millisecond, as a cursor carries it.
        published_at timestamptz(3),
        CONSTRAINT resources_slug_unique UNIQUE (school_id, slug),
        -- A draft may be incomplete, what readers see may not.
        CONSTRAINT resources_published_complete
          CHECK (status <> 'PUBLISHED' OR (published_at IS NOT NULL AND url IS NOT NULL))
      );
      -- Query.resources of a signed-in caller: a tenant's newest.
      CREATE INDEX resources_by_tenant ON resources (tenant_id, published_at DESC, id DESC) WHERE status = 'PUBLISHED';
      -- Query.resources with a school.
      CREATE INDEX resources_by_school ON resources (school_id, published_at DESC, id DESC) WHERE status = 'PUBLISHED';
      -- Course.resources.
      CREATE INDEX resources_by_course ON resources (course_id, published_at DESC, id DESC) WHERE status = 'PUBLISHED';
      -- Query.resources of an anonymous caller.
      CREATE INDEX resources_public ON resources (published_at DESC, id DESC) WHERE status = 'PUBLISHED' AND is_public;
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE resources');
  }
}
