/**
 * Something that keeps a program from starting and that its operator can put right. The message says all they need;
 * a stack trace would only hide it.
 */
export class StartError extends Error {
  override readonly name: string = 'StartError';
}

/** The port is taken by another program. */
export class PortInUseError extends StartError {
  override readonly name = 'PortInUseError';

  constructor(readonly port: number) {
    super(`Port ${port} is already in use by another program.`);
  }
}
