// Starts the app. Trunk names its two hashed files on this script's own element (pattern_script in Trunk.toml), so that
// index.html needs no inline script.
const { app, wasm } = document.getElementById("boot").dataset;

// first.js may have found that the app cannot run here; its sentence then stays.
if (!document.documentElement.dataset.cannot) {
  try {
    const { default: start } = await import(app);
    await start({ module_or_path: wasm });
  } catch (error) {
    window.walkaroundCannot("failed", error);
    throw error;
  }
}
