// The least that a .NET process can do: what the start of a worker is measured against.
Console.WriteLine("hello");
