/** Hive Gateway shares identical calls in flight unless told otherwise; that is measured apart. */
export const gatewayConfig = {
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
};
