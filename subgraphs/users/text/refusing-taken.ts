import { violatedConstraint } from '../../../kernel/database/errors';
import { refuse } from '../../../kernel/errors';
import type { UsersErrorCode } from '../schema.generated';

interface Taken {
  code: UsersErrorCode;
  message: string;
  field: string[] | null;
}

const NUMBER_TAKEN: Taken = {
  code: 'STUDENT_NUMBER_TAKEN',
  message: 'Another student of the school has this number.',
  field: ['input', 'studentNumber'],
};

/** What a constraint says when somebody else was faster. */
const BY_CONSTRAINT: Readonly<Record<string, Taken>> = {
  users_email_unique: {
    code: 'EMAIL_TAKEN',
    message: 'Somebody has this address.',
    field: ['input', 'email'],
  },
  students_school_id_student_number_key: NUMBER_TAKEN,
};

/** Runs a change; what a unique constraint refuses is refused to the caller, with the code of the constraint. */
export async function refusingTaken<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    const taken = BY_CONSTRAINT[violatedConstraint(error) ?? ''];
    if (!taken) throw error;
    return refuse(taken.code, taken.message, taken.field);
  }
}

/** @throws Refusal STUDENT_NUMBER_TAKEN */
export function refuseNumberTaken(): never {
  return refuse(NUMBER_TAKEN.code, NUMBER_TAKEN.message, NUMBER_TAKEN.field);
}
