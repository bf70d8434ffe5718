return Switchyard.Gateway.ServeCommand.CreateRoot().Parse(args).Invoke();
