import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { PortInUseError } from '../kernel/start-error';
import { isErrno } from './postgres-processes';

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
