return Switchyard.Gateway.ServeCommand.Run(args);
