// Stands in until the view is here.
"use strict";

registerView("timeline", { element: $("view-timeline"), render() { $("view-timeline").textContent = ""; } });
