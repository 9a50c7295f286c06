/** What the widget says, in Taiwan's Chinese. */
export const zhTW = {
  comments: (n: number) => `${n} 則留言`,
};
