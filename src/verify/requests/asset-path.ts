/** Paths that Next answers itself: bundles, images, data of its router, the development server's own. */
export function isFrameworkPath(path: string): boolean {
  return /\/(?:_next\/|__next)/.test(path);
}

const asset =
  /\.(?:avif|bmp|css|cur|gif|ico|jpe?g|m?js|map|mp[34]|otf|png|svg|ttf|txt|wasm|webm|webmanifest|webp|woff2?)$/i;

/** Paths that end like a file of `public/`. */
export function isAssetPath(path: string): boolean {
  return asset.test(path);
}
