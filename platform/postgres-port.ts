import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { isErrno } from './postgres-processes';

/** Another program listens on the port that was asked for. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';

  constructor(readonly port: number) {
    super(`Port ${port} is in use by another program.`);
  }
}

/**
 * Finds out whether a loopback port is free, before a server fails on it less clearly.
 * @returns the port, or for 0 any that is free
 * @throws PortInUseError
 */
export async function claimPort(port: number): Promise<number> {
  const probe = createServer().listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch (error) {
    throw isErrno(error, 'EADDRINUSE') ? new PortInUseError(port) : error;
  }
  const found = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}
