import type { DataSource } from 'typeorm';
import type { Viewer } from '../../../kernel/auth/viewer';
import { loadById } from '../../../kernel/graphql/load-by-id';
import { AttendanceCode } from './attendance-code.entity';

export const codeLoaders = (db: DataSource, viewer: Viewer | null) => ({
  /** Reached only through a mark that the viewer may see; a code tells nothing beyond it. Retired ones included. */
  codeById: loadById(
    db,
    AttendanceCode,
    viewer && ((query) => query.andWhere({ tenantId: viewer.tenantId })),
  ),
});
