/** What the desk says, in Taiwan's Chinese. */
export const zhTW = {
  desk: '審核台',
};
