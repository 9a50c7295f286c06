import { defineConfig, devices } from '@playwright/test';

// Browser tests run against the built binary, each worker with a server and data folder of its own (see board.ts).
// Tag a test @desktop or @phone where it makes sense on one of them only; nothing is skipped at run time.
const chromium = {
  locale: 'zh-TW',
  timezoneId: 'Asia/Taipei',
  trace: 'retain-on-failure' as const,
  screenshot: 'only-on-failure' as const,
  launchOptions: {
    executablePath: process.env.BOARD_CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  outputDir: 'results/artifacts',
  reporter: process.env.BOARD_E2E_RESULTS
    ? [['list'], ['json', { outputFile: process.env.BOARD_E2E_RESULTS }]]
    : [['list']],
  forbidOnly: Boolean(process.env.CI),
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: [
    {
      name: 'desktop',
      testDir: 'tests',
      grepInvert: /@phone/,
      use: { ...devices['Desktop Chrome'], ...chromium, viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'phone',
      testDir: 'tests',
      grepInvert: /@desktop/,
      use: { ...devices['Pixel 7'], ...chromium },
    },
    {
      name: 'screens-desktop',
      testDir: 'screens',
      use: { ...devices['Desktop Chrome'], ...chromium, viewport: { width: 1280, height: 800 } },
    },
    {
      name: 'screens-phone',
      testDir: 'screens',
      use: { ...devices['Pixel 7'], ...chromium },
    },
    {
      name: 'corpus',
      testDir: 'corpus',
      timeout: 300_000,
      use: { ...devices['Desktop Chrome'], ...chromium },
    },
  ],
});
