import { defineConfig } from 'vitest/config';

// Unit tests stand beside what they test; what needs a real browser is in e2e/.
export default defineConfig({
  // The widget's test of problem codes reads the server's sources.
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'happy-dom',
    include: ['{api,ui,widget,admin}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
