/** What has become of frames, over all subscribers. */
export interface DeliveryStatistics {
  delivered: number;
  /** Frames that were left out because a subscriber was too slow. */
  missed: number;
  /** Subscribers that were cut off for it. */
  cutOff: number;
}

export function newDeliveryStatistics(): DeliveryStatistics {
  return { delivered: 0, missed: 0, cutOff: 0 };
}
