from souk.edge.web.server import main

main()
