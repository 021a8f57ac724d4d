import "@souk/ui/base.css";

import { start } from "@/app/start";

void start(document);
