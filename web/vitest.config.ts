import { defineConfig } from 'vitest/config';

// Unit tests stand beside what they test; what needs a real browser is in e2e/.
export default defineConfig({
  test: {
    environment: 'happy-dom',
    include: ['{api,ui,widget,admin}/**/*.test.{ts,tsx}'],
    restoreMocks: true,
  },
});
