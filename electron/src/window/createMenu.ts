import { app, Menu, type MenuItemConstructorOptions } from "electron";
import type { Words } from "../words/words.ts";

/** Editing and zoom with their usual keys; reloading and developer tools only while developing. */
export function createMenu({ menu, quit }: Words, isDeveloping: boolean): Menu {
    const developing: MenuItemConstructorOptions[] = isDeveloping
        ? [{ role: "reload" }, { role: "toggleDevTools" }]
        : [];
    return Menu.buildFromTemplate([
        {
            label: "Valise",
            submenu: [
                { label: menu.about, click: () => app.showAboutPanel() },
                { type: "separator" },
                { role: "quit", label: quit },
            ],
        },
        {
            label: menu.edit,
            submenu: [
                { role: "undo", label: menu.undo },
                { role: "redo", label: menu.redo },
                { type: "separator" },
                { role: "cut", label: menu.cut },
                { role: "copy", label: menu.copy },
                { role: "paste", label: menu.paste },
                { role: "selectAll", label: menu.selectAll },
            ],
        },
        {
            label: menu.view,
            submenu: [
                { role: "zoomIn", label: menu.zoomIn },
                { role: "zoomOut", label: menu.zoomOut },
                { role: "resetZoom", label: menu.zoomReset },
                { type: "separator" },
                { role: "togglefullscreen", label: menu.fullScreen },
                ...developing,
            ],
        },
    ]);
}
