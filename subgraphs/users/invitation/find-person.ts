import type { EntityManager } from 'typeorm';
import { User } from '../user/user.entity';

/** Whoever of the tenant that is worked for has an address, with the hash of their password. */
export function findPerson(db: EntityManager, email: string): Promise<User | null> {
  return db
    .createQueryBuilder(User, 'user')
    .addSelect('user.passwordHash')
    .where('lower(user.email) = lower(:email)', { email })
    .getOne();
}
