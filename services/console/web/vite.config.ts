import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { geography } from './build/geography.ts';

/** How the screens are built: `npm run build`, and `npm start` where they are stale. The service that serves them reads `dist`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/app/',
  plugins: [react(), geography(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: 'manifest.json',
    assetsInlineLimit: 0,
    target: ['chrome105', 'firefox110', 'safari16'],
    chunkSizeWarningLimit: 1200,
    rollupOptions: {
      checks: { pluginTimings: false },
      input: { index: 'index.html', public: 'src/public/main.ts' },
    },
  },
});
