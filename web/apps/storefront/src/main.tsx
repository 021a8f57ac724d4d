import "@souk/ui/base.css";

import { start } from "@/app/start";
import { keepOfflinePage } from "@/lib/offline-page";

void start(document).then(keepOfflinePage);
